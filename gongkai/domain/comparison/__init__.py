"""How two texts differ: word by word, article by article, sign by sign. Nothing here judges a text."""

from gongkai.domain.comparison._articles import Article, ArticleChange, article_changes, exact_differences
from gongkai.domain.comparison._differences import Segment, changed_pairs, comparable, differences

__all__ = [
    "Article",
    "ArticleChange",
    "Segment",
    "article_changes",
    "changed_pairs",
    "comparable",
    "differences",
    "exact_differences",
]
