"""Spreadsheets in and out: read, match columns, preview, write. No topic, no Qt."""
