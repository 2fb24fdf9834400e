# Nothing: its time is the start-up that the others have subtracted.
