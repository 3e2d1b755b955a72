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

// ReturnedFolder is the folder of the drafts that a portal gives back.
const ReturnedFolder = "portal/drafts"

// ReturnedFile is where a rescued draft lies, sealed to the device that is to go on with it.
func ReturnedFile(application string, device DeviceID) string {
	return fmt.Sprintf("%s/%s-%s.age", ReturnedFolder, application, device)
}

// SuccessionFile is where a device that holds the card of a portal finds what follows it.
func SuccessionFile(portal PortalID) string { return fmt.Sprintf("portal/cards/%s.json", portal) }
