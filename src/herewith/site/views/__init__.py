"""Views: functions from the edition and a route to a page record."""
