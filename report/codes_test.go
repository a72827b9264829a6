package report

// The indicators the tests cite.
const (
	accepted  = "accepted"
	concluded = "concluded"
	resolved  = "resolved"
	rate      = "concludedRate"
)
