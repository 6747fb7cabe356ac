"""What a circle says aloud, round by round: election without candidate, consent."""
