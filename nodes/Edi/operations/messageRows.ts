import type { IDataObject } from 'n8n-workflow';

import { groupHead, interchangeHead, messageHead, partnersOf } from '../interchange/describe';
import type { Interchange } from '../interchange/tree';

/** A row for each message of a file, flat, as a data table keeps it and Match Acknowledgments takes it. */
export const messageRows = (interchange: Interchange): IDataObject[] =>
	interchange.groups.flatMap((group) => {
		const { standard, header } = interchange;
		const { sender, receiver } = partnersOf(interchange, group);
		const head = group.header.length > 0 ? groupHead(standard, group) : undefined;
		return group.messages.map((message) => {
			const { type, controlNumber } = messageHead(standard, group, message);
			return {
				standard,
				sender: sender.id,
				receiver: receiver.id,
				...(header.length > 0 && { interchangeControlNumber: interchangeHead(interchange).controlNumber }),
				...(head && { groupType: head.type, groupControlNumber: head.controlNumber }),
				messageControlNumber: controlNumber,
				type,
			};
		});
	});
