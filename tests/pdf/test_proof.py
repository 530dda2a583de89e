"""A PDF is judged by its pages, words and fonts; what differs from run to run is taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.pdf.normal import normalise
from docgen.pdf.paper import Paper, Refused, look, squeeze
from docgen.pdf.proof import Bad, check_pdf, family_of, font_findings
from tests.packages import package, paragraph, with_body
from tests.pdf.fake_soffice import pdf


def paper(*words: str, families: frozenset[str] = frozenset({"Helvetica"})) -> Paper:
    return Paper(words, words, families, 0, 0, "")


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_pdf_with_the_words_passes_and_names_its_fonts() -> None:
    assert check_pdf(pdf("Decree on mentoring"), paper("decree", "mentoring")) == {
        "Helvetica": False
    }


def test_one_word_lost_to_a_hyphen_or_a_shape_does_not_matter() -> None:
    assert check_pdf(pdf("De-cree on men toring"), paper("decree", "mentoring", "elsewhere"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.6", b"\x00" * 100, pdf("Decree")[:300]])
def test_what_does_not_open_is_bad(data: bytes) -> None:
    with pytest.raises(Bad):
        check_pdf(data, paper())


def test_another_text_is_bad() -> None:
    with pytest.raises(Bad, match="не тот текст"):
        check_pdf(pdf("Something else"), paper("decree", "mentoring"))


def test_words_are_compared_without_case_hyphens_ligatures_and_accents_of_spacing() -> None:
    assert squeeze("ПРИКА­З Nо 5: ﬁнал") == "приказnоfiнал"


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("/BAAAAA+LiberationSerif-Bold", "LiberationSerif"),
        ("/TimesNewRomanPS-BoldItalicMT", "TimesNewRoman"),
        ("/CAAAAA+PTAstraSerif-Regular", "PTAstraSerif"),
        ("/Helvetica", "Helvetica"),
    ],
)
def test_the_family_of_a_font_is_found_in_its_name(name: str, family: str) -> None:
    assert family_of(name) == family


def findings(asked: str, made: str, *, embedded: bool = True) -> list[str]:
    wanted = paper(families=frozenset({asked}))
    return [found.code for found in font_findings({made: embedded}, wanted, "а.pdf")]


def test_a_font_of_the_same_widths_is_as_good() -> None:
    assert findings("Times New Roman", "LiberationSerif") == []
    assert findings("Times New Roman", "TimesNewRoman") == []


def test_a_font_of_other_widths_is_a_warning() -> None:
    assert findings("Times New Roman", "DejaVuSerif") == ["DG903"]
    assert findings("Times New Roman", "DejaVuSans") == ["DG903"]


def test_a_font_left_out_is_a_warning() -> None:
    assert findings("Arial", "LiberationSans", embedded=False) == ["DG904"]


def test_two_runs_give_the_same_bytes_and_the_offsets_stay_true() -> None:
    first, second = pdf("Decree on mentoring"), pdf("Decree on mentoring")
    assert first != second
    made = normalise(first, "2026-08-28T10:20:30Z")
    assert made == normalise(second, "2026-08-28T10:20:30Z")
    assert len(made) == len(first)
    assert b"/CreationDate(D:20260828102030)" in made
    assert check_pdf(made, paper("decree"))


def test_other_words_give_another_id() -> None:
    first, second = (normalise(pdf(text), "") for text in ("Decree", "Letter"))
    assert first[first.index(b"/ID") :][:40] != second[second.index(b"/ID") :][:40]
    assert b"D:20000101000000" in first


def test_a_document_tells_its_first_and_last_words(tmp_path: Path) -> None:
    blocks = [paragraph(f"Начало приказа, {number} и т. д.") for number in range(3)]
    path = written(tmp_path / "а.docx", with_body(*blocks, paragraph("Подпись директора.")))
    found = look(path)
    assert found.opening == ("начало", "приказа", "подпись", "директора")
    assert found.ending == ("директора", "подпись", "приказа", "начало")
    assert found.families == {"Times New Roman"}
    assert found.created == "2026-08-28T00:00:00Z"


def test_deleted_and_repeated_texts_are_not_expected(tmp_path: Path) -> None:
    box = (
        "<w:p><mc:AlternateContent><mc:Fallback><w:r><w:t>Двойник</w:t></w:r></mc:Fallback>"
        "</mc:AlternateContent></w:p>"
    )
    gone = '<w:p><w:del w:id="1"><w:r><w:t>Удалённое</w:t></w:r></w:del></w:p>'
    path = written(tmp_path / "а.docx", with_body(box, gone, paragraph("Оставшееся")))
    assert look(path).opening == ("оставшееся",)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    parts = {f"word/media/{number}.png": b"\0" * 1000 for number in range(1100)}
    path = written(tmp_path / "а.docx", package(parts))
    with pytest.raises(Refused):
        look(path)
