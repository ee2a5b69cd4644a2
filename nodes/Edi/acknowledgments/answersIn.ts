import { interchangeHead, messageHead, partnersOf } from '../interchange/describe';
import type { Interchange } from '../interchange/tree';
import { acknowledgmentType } from './isAcknowledgment';
import type { Answer } from './answer';
import { contrlAnswers } from './contrlAnswers';
import { functionalAnswers, ta1Answer } from './x12Answers';

/** What the acknowledgments in an interchange say: TA1, 997 and 999, or CONTRL. Other messages say nothing. */
export function answersIn(interchange: Interchange): Answer[] {
	const { standard, header, other, groups } = interchange;
	const { controlNumber: interchangeControlNumber } = interchangeHead(interchange);
	const common = (type: string, controlNumber: string) => ({
		standard,
		acknowledgment: { type, interchangeControlNumber, controlNumber },
	});
	const interchangePartners = partnersOf(interchange, undefined);
	const ofInterchanges = [...header.slice(1), ...other]
		.filter(([tag]) => tag === 'TA1')
		.map((segment) =>
			ta1Answer(segment, {
				...common('TA1', ''),
				sender: interchangePartners.receiver,
				receiver: interchangePartners.sender,
			}),
		);
	const ofMessages = groups.flatMap((group) =>
		group.messages.flatMap((message) => {
			const type = acknowledgmentType(message);
			if (type === undefined) return [];
			const { controlNumber } = messageHead(standard, group, message);
			const { segments } = message;
			if (type === 'CONTRL') return contrlAnswers(segments, common(type, controlNumber));
			const { sender, receiver } = partnersOf(interchange, group);
			return functionalAnswers(segments, {
				...common(type, controlNumber),
				sender: receiver,
				receiver: sender,
			});
		}),
	);
	return [...ofInterchanges, ...ofMessages];
}
