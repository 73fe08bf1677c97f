"""What is done: functions from records to records."""
