"""三同步: a policy and its interpretation are organised, signed and released together (INT-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class ThreeDates:
    """When a text was organised, signed and released; None where that is not known or has not happened."""

    organised_on: date | None
    signed_at: datetime | None
    published_at: datetime | None


def synchrony_breaches(policy: ThreeDates, interpretation: ThreeDates, grace_days: int = 0) -> tuple[str, ...]:
    """Where the interpretation lags behind its policy. 国办发〔2016〕80号: 同步组织、同步审签、同步部署.

    Organised: not after the policy itself was, or where that is not known, not after it was signed. Signed: by the same
    day. Released: at most `grace_days` days later. Moments are compared by the day of their own time zone.
    """
    return tuple(
        sentence
        for sentence in (
            _organised(policy, interpretation),
            _signed(policy, interpretation),
            _released(policy, interpretation, grace_days),
        )
        if sentence
    )


def _organised(policy: ThreeDates, interpretation: ThreeDates) -> str:
    if not interpretation.organised_on:
        return "没有登记解读的组织日期。"
    limit = policy.organised_on or (policy.signed_at.date() if policy.signed_at else None)
    if limit and interpretation.organised_on > limit:
        days = (interpretation.organised_on - limit).days
        word = "文件的组织日期" if policy.organised_on else "文件的签发日期"
        return f"组织不同步：解读的组织日期比{word}晚 {days} 天。"
    return ""


def _signed(policy: ThreeDates, interpretation: ThreeDates) -> str:
    if not policy.signed_at:
        return ""
    if not interpretation.signed_at:
        return "审签不同步：文件已签发，解读还没有签发。"
    days = (interpretation.signed_at.date() - policy.signed_at.date()).days
    if days > 0:
        return f"审签不同步：解读比文件晚签发 {days} 天。"
    return ""


def _released(policy: ThreeDates, interpretation: ThreeDates, grace_days: int) -> str:
    if not policy.published_at:
        return ""
    if not interpretation.published_at:
        return "部署不同步：文件已发布，解读还没有发布。"
    late = interpretation.published_at.date() - policy.published_at.date()
    if late > timedelta(days=grace_days):
        return f"部署不同步：解读比文件晚发布 {late.days} 天。"
    return ""
