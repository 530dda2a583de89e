#!/bin/sh
# Prepares a checkout: `setup.sh` for the demo, `setup.sh test` for the tests as well.
# Installs what it may; what it may not install it names, and goes on without it where it can.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-demo}
python=${PYTHON:-python3}

say() { printf '%s\n' "$*" >&2; }

# Runs the system's package manager as root or through a password-less sudo; fails otherwise.
system_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then as_root=''
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root='sudo -n'
    else return 1
    fi
    say "Устанавливаю: $*"
    { $as_root apt-get update && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y --no-install-recommends "$@"; } \
        >build/setup.log 2>&1 || { say "Не удалось; журнал: build/setup.log"; return 1; }
}

# need COMMAND-OR-TEST PACKAGES MEANING: installs the packages when the test fails.
need() {
    sh -c "$1" >/dev/null 2>&1 && return 0
    # shellcheck disable=SC2086 # a list of packages
    system_install $2 && return 0
    say "Не хватает: $3. Установите сами: sudo apt-get install $2"
    return 1
}

environment() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
        say "Нужен Python 3.11 или новее (сейчас: $("$python" --version 2>&1 || echo нет))."
        exit 1
    }
    [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null && return 0
    need "$python -c 'import ensurepip'" python3-venv "модуль venv" || exit 1
    rm -rf .venv
    "$python" -m venv .venv
}

# Installs the package unless the same metadata was installed here for the same purpose before.
package() {
    mark=.venv/ready-$purpose
    now="$(cat pyproject.toml scripts/setup.sh | cksum) $(pwd)"
    [ -f "$mark" ] && [ "$(cat "$mark")" = "$now" ] && return 0
    say "Готовлю среду Python…"
    .venv/bin/python -m pip install --quiet --upgrade 'pip>=25.1' 2>>build/setup.log
    if [ "$purpose" = test ]; then set -- --group dev; else set --; fi
    .venv/bin/python -m pip install --quiet --editable . "$@" 2>>build/setup.log || {
        say "Не удалось установить пакеты Python; журнал: build/setup.log"
        exit 1
    }
    printf '%s' "$now" >"$mark"
}

# Microsoft's Open XML SDK validator, for the tests only.
validator() {
    [ -d tests/tools/node_modules ] && return 0
    need 'command -v npm' npm "npm (проверка DOCX средствами Open XML SDK)" || return 0
    (cd tests/tools && npm install --ignore-scripts --no-package-lock --no-audit --no-fund) \
        >>build/setup.log 2>&1 || say "Проверка Open XML SDK не установлена; журнал: build/setup.log"
}

mkdir -p build
: >build/setup.log
environment
package
need 'command -v soffice || command -v libreoffice' 'libreoffice-writer-nogui fonts-liberation2' \
    "LibreOffice Writer – без него PDF не будет, DOCX будут" || true
need 'fc-list | grep -qi "liberation serif"' 'fontconfig fonts-liberation2' \
    "шрифты Liberation – без них страницы разойдутся" || true
if [ "$purpose" = test ]; then
    need 'command -v pdftoppm' poppler-utils "poppler-utils (проверка страниц PDF)" || true
    validator
fi
