/** An error breaks a rule that somebody may reject the message for. A warning is odd, and harmless as far as the file goes. */
export type Severity = 'error' | 'warning';

interface Entry {
	severity: Severity;
	/** By the segment that reports it: TA1, AK3, AK4, AK5 and AK9 (IK3 to IK5 use the same codes) in X12, UCI, UCF, UCM, UCS and UCD in CONTRL. An issue has those of its level. */
	acknowledgment?: Record<string, string>;
}

const error = (acknowledgment?: Entry['acknowledgment']): Entry => ({ severity: 'error', acknowledgment });
const warning = (acknowledgment?: Entry['acknowledgment']): Entry => ({
	severity: 'warning',
	acknowledgment,
});

/** Every issue that reading reports. X12.5, X12.6, TA1 and 997 of X12; ISO 9735-1 and ISO 9735-4. */
const entries = {
	// The file
	'file-empty': error(),
	'text-outside-interchange': warning(),
	'segment-too-long': error(),

	// Characters and separators
	'character-set-unknown': warning({ UCI: '46' }),
	'character-invalid': warning({ AK4: '6', UCI: '21', UCF: '21', UCD: '21' }),
	'character-set-wrong': warning({ UCI: '21' }),
	'separator-invalid': error({ TA1: '027', UCI: '20' }),
	'separator-guessed': warning(),
	'repetition-separator-missing': warning(),
	'repetition-separator-not-used': warning(),
	'file-wrapped': warning(),
	'line-break-in-segment': warning(),
	'segment-terminator-missing': warning({ TA1: '004' }),
	'segment-empty': warning({ AK3: '8', UCI: '45', UCF: '45', UCS: '45' }),
	'segment-tag-invalid': error({ AK3: '1', UCI: '12', UCF: '12', UCS: '12' }),
	'element-trailing-empty': warning({ UCI: '45', UCF: '45', UCS: '45' }),
	'binary-length': error({ AK3: '8', UCS: '18' }),

	// The interchange
	'interchange-header-missing': error(),
	'interchange-header-incomplete': error({ TA1: '022', UCI: '13' }),
	'interchange-header-length': warning(),
	'interchange-element-invalid': error({ UCI: '12' }),
	'interchange-date': error({ TA1: '014', UCI: '12' }),
	'interchange-time': error({ TA1: '015', UCI: '12' }),
	'interchange-trailer-missing': error({ TA1: '023', UCI: '13' }),
	'interchange-control-number': error({ TA1: '001', UCI: '28' }),
	'interchange-count': error({ TA1: '021', UCI: '29' }),
	'interchange-duplicate': warning({ TA1: '025', UCI: '26' }),
	'interchange-empty': warning({ UCI: '32' }),
	'groups-and-messages-mixed': error({ UCI: '30' }),
	'segment-unexpected': error({ TA1: '024', UCI: '33' }),
	'ta1-after-group': warning(),

	// The group
	'group-header-missing': error(),
	'group-header-incomplete': error({ AK9: '6', UCF: '13' }),
	'group-date': warning({ UCF: '12' }),
	'group-trailer-missing': error({ AK9: '3', UCF: '13' }),
	'group-control-number': error({ AK9: '4', UCF: '28' }),
	'group-count': error({ AK9: '5', UCF: '29' }),
	'group-duplicate': error({ AK9: '19', UCF: '26' }),
	'group-empty': warning({ UCF: '32' }),
	'group-type-mixed': error({ UCF: '31' }),

	// The message
	'message-header-incomplete': error({ AK5: '6', UCM: '13' }),
	'message-control-number-missing': error({ AK5: '7', UCM: '13' }),
	'message-trailer-missing': error({ AK5: '2', UCM: '13' }),
	'message-control-number': error({ AK5: '3', UCM: '28' }),
	'message-count': error({ AK5: '4', UCM: '29' }),
	'message-duplicate': error({ AK5: '23', UCM: '26' }),
} satisfies Record<string, Entry>;

export type IssueCode = keyof typeof entries;

export const catalogue: Record<IssueCode, Entry> = entries;
