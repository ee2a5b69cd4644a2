import { nodeError } from '../transport/failure';
import { isN8nStarting } from '../trigger/silence';
import { begun, narrowed, without, type Baseline } from './baseline';
import { recall, remember, type Memory } from './memory';
import type { Waiting } from './parcels';
import type { Turn } from './turns';
import { warn } from './warn';
import type { Wanted } from './wanted';

const mailboxOf = ({ mailboxId }: Wanted) => mailboxId ?? 'own';

/**
 * What is remembered, with a record of what is left alone, if that is wanted. Only a publication makes a new beginning.
 * At any other time parcels that nobody has seen may be among those that wait, so that without a record none is left
 * alone. A mailbox at another ECGrid is another one.
 */
export function recallFor({ context, isNewActivation }: Turn, wanted: Wanted, ecGrid: string): Memory {
	const memory = recall(context, ecGrid, { isNewActivation });
	const mailbox = mailboxOf(wanted);
	if (!wanted.onlyFromNowOn) {
		return memory.baseline?.mailbox === undefined
			? memory
			: { ...memory, baseline: without(memory.baseline, undefined, Date.now()) };
	}
	const mayBegin = isNewActivation && !isN8nStarting(context);
	if (mayBegin || memory.baseline?.mailbox === mailbox) return memory;
	warn(
		context,
		`n8n has no record of what waited in the mailbox at ${ecGrid} when this workflow was published with Only What Arrives From Now On. So that nothing is lost, everything that waits is handed out.`,
	);
	const recorded = { ...memory, baseline: without(memory.baseline, mailbox, Date.now()) };
	remember(context, memory, recorded);
	return recorded;
}

/** What is left alone after this list: of what was before, that which still waits; at a new beginning, everything. */
export function baselineAfter(
	{ context }: Turn,
	{ leases, baseline }: Memory,
	wanted: Wanted,
	{ parcels, isWhole, cutFrom }: Waiting,
): Baseline | undefined {
	if (!wanted.onlyFromNowOn) return baseline;
	const mailbox = mailboxOf(wanted);
	const listing = { ids: parcels.map(({ parcelId }) => String(parcelId)), isWhole };
	const known = narrowed(baseline, mailbox, listing);
	if (known) return known;
	if (cutFrom !== undefined) {
		throw nodeError(
			context,
			`ECGrid lists only ${parcels.length} of the ${cutFrom} parcels that wait, so that the others could not be told from what arrives later`,
			{
				description:
					'Confirm what waits before you publish with Only What Arrives From Now On, or choose Everything Waiting under Start With.',
			},
		);
	}
	return begun(baseline, mailbox, listing, leases, Date.now());
}
