#!/usr/bin/env bash
# Runs recipes one after the other, each under a headline, stops at the first that fails, and says at the end
# how long each took: steps.sh RECIPE…
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

report=()
began=$SECONDS
failed=

for step in "$@"; do
  printf '\n══ %s\n' "$step"
  start=$SECONDS
  if ! just "$step"; then
    failed=$step
  fi
  report+=("$(printf '%-14s %5d s  %s' "$step" $((SECONDS - start)) "$([[ -z $failed ]] && echo passed || echo FAILED)")")
  [[ -z $failed ]] || break
done

printf '\n══ summary\n'
printf '%s\n' "${report[@]}"
printf '%-14s %5d s\n' total $((SECONDS - began))
[[ -z $failed ]]
