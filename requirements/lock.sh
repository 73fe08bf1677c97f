#!/bin/sh
# Resolve one set of locked requirements (run, dev, build, spark or peers) from pyproject.toml.
set -eu
kind=$1
uv=${2:-uv}
case $kind in
  run) what="pyproject.toml --extra office --extra pdf" ;;
  dev) what="pyproject.toml --extra office --extra pdf --extra collections --group dev" ;;
  spark) what="pyproject.toml --extra spark --constraint requirements/dev.txt" ;;
  build) what="--group build" ;;
  peers) what="--group peers" ;;
  *) echo "lock.sh: run, dev, build, spark or peers" >&2; exit 2 ;;
esac
# shellcheck disable=SC2086
"$uv" pip compile $what --universal --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --python-version 3.11 --quiet --output-file "requirements/$kind.txt"
