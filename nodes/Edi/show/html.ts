/** HTML that is safe to put into a page as it is. */
export interface Html {
	html: string;
}

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/**
 * What a person can't see, or what changes the order of what others see, such as right-to-left overrides: control
 * characters, format characters (but for the joiners of Persian and Indic letters), line separators, half characters.
 */
const UNSEEN =
	/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\p{Cs}|(?![\u200c\u200d])\p{Cf}/gu;

/** A text as HTML: nothing of it is markup, and a sign stands for each character that nobody would see. */
const escaped = (text: string): string =>
	text.replace(/[&<>"']/g, (character) => ENTITIES[character]!).replace(UNSEEN, '\ufffd');

type Content = Html | string | number | undefined | Content[];

const rendered = (content: Content): string => {
	if (content === undefined) return '';
	if (Array.isArray(content)) return content.map(rendered).join('');
	return typeof content === 'object' ? content.html : escaped(String(content));
};

/** An element. Text in it is escaped. */
export const element = (name: string, content: Content, className?: string): Html => ({
	html: `<${name}${className === undefined ? '' : ` class="${escaped(className)}"`}>${rendered(content)}</${name}>`,
});

/** A table, which scrolls where it is too wide. Cells of numbers stand at the right; columns without any value are left out. */
export function table(head: string[], rows: Content[][], numbers: number[] = []): Html | undefined {
	if (rows.length === 0) return undefined;
	const isEmpty = (cell: Content) => rendered(cell) === '';
	const columns = head
		.map((_, column) => column)
		.filter((column) => rows.some((row) => !isEmpty(row[column])));
	const cell = (name: string, content: Content, column: number) =>
		element(name, content, numbers.includes(column) ? 'number' : undefined);
	const found = element('table', [
		element(
			'thead',
			element(
				'tr',
				columns.map((column) => cell('th', head[column], column)),
			),
		),
		element(
			'tbody',
			rows.map((row) =>
				element(
					'tr',
					columns.map((column) => cell('td', row[column], column)),
				),
			),
		),
	]);
	return element('div', found, 'scroll');
}

/** Terms with what they are; those without a value are left out. */
export function definitions(entries: [string, Content][]): Html | undefined {
	const known = entries.filter(([, content]) => rendered(content) !== '');
	if (known.length === 0) return undefined;
	return element(
		'dl',
		known.map(([term, content]) => element('div', [element('dt', term), element('dd', content)])),
	);
}

/** A part of the page with a heading; undefined if there is nothing in it. */
export const section = (heading: string, content: Html | undefined): Html | undefined =>
	content && element('section', [element('h2', heading), content]);

/** A page that needs nothing from outside. */
export const page = (title: string, style: string, body: (Html | undefined)[]): string =>
	`<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<title>${escaped(title)}</title>\n<style>${style}</style>\n</head>\n<body>\n${body.map(rendered).join('\n')}\n</body>\n</html>\n`;
