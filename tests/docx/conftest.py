"""Nothing is shared by fixtures here: `making.py` holds the helpers that build templates."""
