"""The reader against notices that people annotated, where those are at hand."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from gongkai.domain.notices import read, to_json

SHARED = Path(__file__).parents[4] / "shared"
SCORER = SHARED / "tools" / "score_notices.py"
# folder of annotations, folder of sources, least mean, least of any field
SETS = [
    ("gold", "seeds", 0.97, 0.93),
    ("gold_more", "notices", 0.93, 0.85),
]
pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="the annotated notices are not at hand")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_notices", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_notices"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("gold", "sources", "mean", "field"), SETS)
def test_score_of_annotated_notices(scorer: ModuleType, gold: str, sources: str, mean: float, field: float) -> None:
    total = {name: scorer.Count() for name in ("task", *scorer.FIELDS)}
    for path in sorted((SHARED / gold).glob("*.json")):
        # web pages come as blocks from their reader, which has its own tests
        texts = sorted((SHARED / sources).glob(f"{path.stem}*.txt"))
        if texts:
            found = to_json(read(texts[0].read_text("utf-8")))
            for name, count in scorer.score(json.loads(path.read_text("utf-8")), found).items():
                total[name].merge(count)
    scores = {name: count.f1 for name, count in total.items() if count.f1 is not None}
    assert min(scores.values()) >= field, scores
    assert scores["task"] >= 0.95, scores
    assert sum(scores.values()) / len(scores) >= mean, scores
