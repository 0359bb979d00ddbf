"""What a person was told, opened and marked as read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from gongkai.apps.orgs.models import Message
from gongkai.fronts.desk.views._desk import DeskView
