"""The cast itself stands."""


def test_one_office_oversees(cast):
    from gongkai.apps.orgs.models import Unit

    assert Unit.objects.get(is_oversight_office=True) == cast.office
