package batch

import "fmt"

// The files by which a portal answers on a stick, as paths with slashes. Each
// holds the bytes of one signed document, or of an age file around one.

// AnswerFile is where a device finds the answer to its enrolment.
func AnswerFile(device DeviceID) string { return fmt.Sprintf("portal/answers/%s.json", device) }

// ReceiptFile is where the last receipt of a batch lies.
func ReceiptFile(batchID string) string { return fmt.Sprintf("portal/receipts/%s.json", batchID) }

// UpdateFile is where an update lies: for all devices, or sealed to one.
func UpdateFile(number int64, device DeviceID) string {
	if device == "" {
		return fmt.Sprintf("portal/updates/%012d.json", number)
	}
	return fmt.Sprintf("portal/updates/%012d-%s.age", number, device)
}
