/** How to check whether a comm has a new certificate. */
export const HOW_TO_VERIFY =
	"No operation lists certificates. Look in ECGrid's portal, or ask ECGrid's support, which ones the comm has.";
