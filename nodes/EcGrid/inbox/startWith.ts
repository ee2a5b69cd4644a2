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
 * What is remembered, with a record of what is left alone, if that is wanted. Only a publication makes a new beginning.
 * At any other time parcels that nobody has seen may be among those that wait, so that without a record none is left
 * alone. A mailbox at another ECGrid is another one.
 */
export function recallFor(
	{ context, isNewActivation }: ActivePoll,
	wanted: InboxSettings,
	ecGrid: string,
): Memory {
	const memory = recall(context, ecGrid, { isNewActivation });
	const mailbox = mailboxOf(wanted);
	if (!wanted.onlyFromNowOn) {
		return memory.baseline?.mailbox === undefined
			? memory
			: { ...memory, baseline: emptyBaseline(memory.baseline, undefined, Date.now()) };
	}
	const mayBegin = isNewActivation && !isN8nStarting(context);
	if (mayBegin || memory.baseline?.mailbox === mailbox) return memory;
	warn(
		context,
		`n8n has no record of what waited in the mailbox at ${ecGrid} when this workflow was published with Only What Arrives From Now On. So that nothing is lost, everything that waits is handed out.`,
	);
	const recorded = { ...memory, baseline: emptyBaseline(memory.baseline, mailbox, Date.now()) };
	remember(context, memory, recorded);
	return recorded;
}

/** What is left alone after this list: of what was before, that which still waits; at a new beginning, everything. */
export function baselineAfter(
	{ context }: ActivePoll,
	{ leases, baseline }: Memory,
	wanted: InboxSettings,
	{ parcels, isWhole, cutFrom }: Waiting,
): Baseline | undefined {
	if (!wanted.onlyFromNowOn) return baseline;
	const mailbox = mailboxOf(wanted);
	const listing = { ids: parcels.map(({ parcelId }) => String(parcelId)), isWhole };
	const known = narrowBaseline(baseline, mailbox, listing);
	if (known) return known;
	if (cutFrom !== undefined) {
		throw nodeError(
			context,
			`ECGrid lists only ${parcels.length} of the ${cutFrom} parcels that wait, so that the others could not be told from what arrives later`,
			{
				description:
					'Confirm what waits before you publish with Only What Arrives From Now On, or choose Everything Waiting under “Start With”.',
			},
		);
	}
	return newBaseline(baseline, mailbox, listing, leases, Date.now());
}
