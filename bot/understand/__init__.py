"""Words into meaning: an intent, a date, distress. Pure; the phrases live in content/."""
