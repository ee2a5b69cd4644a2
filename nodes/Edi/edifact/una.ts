import type { Delimiters } from '../interchange/tree';
import { serviceCharactersAt } from './serviceCharacters';

/** UNA for these delimiters. ISO 9735-1, 6. */
const unaOf = ({ component, element, decimal, release, repetition, segment }: Delimiters): string =>
	`UNA${component ?? ' '}${element}${decimal ?? '.'}${release ?? ' '}${repetition ?? ' '}${segment}`;

/** Whether UNA is the one of these delimiters. Before syntax version 4, its repetition separator says nothing. */
export function isUnaOf(una: string, delimiters: Delimiters): boolean {
	const repetition = delimiters.repetition ?? una[7];
	return (
		/^UNA[^]{6}[\s\0]*$/.test(una) &&
		una.slice(0, 9) === unaOf({ ...delimiters, decimal: delimiters.decimal ?? una[5], repetition })
	);
}

/** UNA, if a reader would find other delimiters in this text, which begins with UNB, or only guess them. */
export function serviceString(text: string, delimiters: Delimiters, mayGuess: boolean): string {
	if (!text.startsWith('UNB')) return '';
	const { delimiters: found, isGuessed } = serviceCharactersAt(text, 0);
	const isSame = (['element', 'component', 'release', 'repetition', 'segment'] as const).every(
		(name) => found[name] === delimiters[name],
	);
	return isSame && (mayGuess || !isGuessed) ? '' : unaOf(delimiters);
}
