import { interchangeHead, messageHead, partnersOf } from '../interchange/describe';
import type { Issue } from '../interchange/issue';
import type { Interchange } from '../interchange/tree';
import { acknowledgmentType } from './isAcknowledgment';
import type { Answer, AnswerIssue } from './answer';
import { contrlAnswers } from './contrlAnswers';
import { functionalAnswers, ta1Answer } from './x12Answers';

/** The errors in the file of an acknowledgment, as issues of what it says. */
const errorsIn = (issues: Issue[]): AnswerIssue[] =>
	issues.filter(({ severity }) => severity === 'error').map(({ code, message }) => ({ code, message }));

const withIssues = (answer: Answer, issues: AnswerIssue[]): Answer => ({
	...answer,
	issues: [...answer.issues, ...issues],
	parts: answer.parts.map((part) => withIssues(part, issues)),
});

/** What the acknowledgments in an interchange say: TA1, 997 and 999, or CONTRL. Other messages say nothing. */
export function answersIn(interchange: Interchange): Answer[] {
	const { standard, header, other, groups } = interchange;
	const { controlNumber: interchangeControlNumber } = interchangeHead(interchange);
	const common = (type: string, controlNumber: string) => ({
		standard,
		acknowledgment: { type, interchangeControlNumber, controlNumber },
	});
	const interchangePartners = partnersOf(interchange, undefined);
	const ofInterchanges = [...header.slice(1), ...other, ...groups.flatMap((group) => group.other)]
		.filter(([tag]) => tag === 'TA1')
		.map((segment) =>
			withIssues(
				ta1Answer(segment, {
					...common('TA1', ''),
					sender: interchangePartners.receiver,
					receiver: interchangePartners.sender,
				}),
				errorsIn(interchange.issues),
			),
		);
	const ofMessages = groups.flatMap((group) =>
		group.messages.flatMap((message) => {
			const type = acknowledgmentType(message);
			if (type === undefined) return [];
			const { controlNumber } = messageHead(standard, group, message);
			const { segments } = message;
			const { sender, receiver } = partnersOf(interchange, group);
			const answers =
				type === 'CONTRL'
					? contrlAnswers(segments, common(type, controlNumber))
					: functionalAnswers(segments, {
							...common(type, controlNumber),
							sender: receiver,
							receiver: sender,
						});
			const errors = errorsIn([...interchange.issues, ...group.issues, ...message.issues]);
			return answers.map((answer) => withIssues(answer, errors));
		}),
	);
	return [...ofInterchanges, ...ofMessages];
}
