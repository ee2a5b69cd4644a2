import { nodeError } from '../transport/failure';
import { isN8nStarting } from '../runtime/activation';
import { newBaseline, narrowBaseline, emptyBaseline, type Baseline } from './baseline';
import { recall, remember, type Memory } from './memory';
import type { Waiting } from './parcels';
import type { ActivePoll } from './activePolls';
import { warn } from './warn';
import type { InboxSettings } from './settings';

const mailboxOf = ({ mailboxId }: InboxSettings) => mailboxId ?? 'own';

/**
 * The trigger's memory, with a record of the parcels left alone if the settings ask for that. Only publishing starts a
 * new record. At any other time, parcels that nobody has seen may be waiting, so without a record the trigger leaves
 * none alone. The same mailbox ID at another ECGrid is another mailbox.
 */
export function recallFor(
	{ context, isNewActivation }: ActivePoll,
	settings: InboxSettings,
	ecGrid: string,
): Memory {
	const memory = recall(context, ecGrid, { isNewActivation });
	const mailbox = mailboxOf(settings);
	if (!settings.onlyFromNowOn) {
		return memory.baseline?.mailbox === undefined
			? memory
			: { ...memory, baseline: emptyBaseline(memory.baseline, undefined, Date.now()) };
	}
	const mayBegin = isNewActivation && !isN8nStarting(context);
	if (mayBegin || memory.baseline?.mailbox === mailbox) return memory;
	warn(
		context,
		`n8n has no record of the parcels that were waiting in the mailbox at ${ecGrid} when this workflow was published with Only What Arrives From Now On. So that no parcel is lost, the trigger delivers every waiting parcel.`,
	);
	const recorded = { ...memory, baseline: emptyBaseline(memory.baseline, mailbox, Date.now()) };
	remember(context, memory, recorded);
	return recorded;
}

/** The parcels to leave alone after this list: those of the record that still wait or, in a new record, all of them. */
export function baselineAfter(
	{ context }: ActivePoll,
	{ leases, baseline }: Memory,
	settings: InboxSettings,
	{ parcels, isWhole, cutFrom }: Waiting,
): Baseline | undefined {
	if (!settings.onlyFromNowOn) return baseline;
	const mailbox = mailboxOf(settings);
	const listing = { ids: parcels.map(({ parcelId }) => String(parcelId)), isWhole };
	const known = narrowBaseline(baseline, mailbox, listing);
	if (known) return known;
	if (cutFrom !== undefined) {
		throw nodeError(
			context,
			`ECGrid lists only ${parcels.length} of the ${cutFrom} waiting parcels, so the trigger couldn't tell the others from parcels that arrive later`,
			{
				description:
					'Confirm the waiting parcels before you publish with Only What Arrives From Now On, or choose Everything Waiting under “Start With”.',
			},
		);
	}
	return newBaseline(baseline, mailbox, listing, leases, Date.now());
}
