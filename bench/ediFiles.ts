/** The text of a message: of the order with this number. */
type Message = (number: number) => string;

const LINES = 12;
const linesOf = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const price = (line: number) => (9.95 + line).toFixed(2);
const gtin = (number: number, line: number) => `5412345${String(number * LINES + line).padStart(6, '0')}`;

const x12Order = (number: number, lines = LINES): string => {
	const control = String(number).padStart(4, '0');
	const body = [
		`ST*850*${control}`,
		`BEG*00*SA*PO-${number}**20260507`,
		'REF*DP*099',
		'N1*ST*Acme Stores Springfield*92*0042',
		'N3*1 Main Street',
		'N4*Springfield*IL*62701*US',
		...linesOf(lines).flatMap((line) => [
			`PO1*${line}*${line * 3}*EA*${price(line)}**UP*${gtin(number, line)}*VN*A-${line}`,
			`PID*F****Blue widget, size ${line}`,
		]),
		`CTT*${lines}`,
	];
	return [...body, `SE*${body.length + 1}*${control}`].map((segment) => `${segment}~\n`).join('');
};

const edifactOrder: Message = (number) => {
	const body = [
		`UNH+${number}+ORDERS:D:96A:UN:EAN008`,
		`BGM+220+PO-${number}+9`,
		'DTM+137:20260507:102',
		'NAD+BY+5412345000013::9++Acme Stores?+Co+1 Main Street+Springfield+IL+62701+US',
		...linesOf(LINES).flatMap((line) => [
			`LIN+${line}++${gtin(number, line)}:EN`,
			`IMD+F++:::Blue widget, size ${line}`,
			`QTY+21:${line * 3}:PCE`,
			`PRI+AAA:${price(line)}`,
		]),
		'UNS+S',
		'CNT+2:12',
	];
	return [...body, `UNT+${body.length + 1}+${number}`].map((segment) => `${segment}'\n`).join('');
};

/** At least so many bytes of messages, and how many they are. */
function messages(message: Message, bytes: number): { text: string[]; count: number } {
	const text: string[] = [];
	for (let size = 0; size < bytes; size += text[text.length - 1]!.length) text.push(message(text.length + 1));
	return { text, count: text.length };
}

/** One interchange of X12 with these messages. */
function x12Interchange(text: string[]): Buffer {
	const head =
		'ISA*00*          *00*          *ZZ*ACME           *01*123456789      *260507*1230*^*00501*000000001*0*P*>~\nGS*PO*ACME*GIANT*20260507*1230*1*X*005010~\n';
	return Buffer.from(`${head}${text.join('')}GE*${text.length}*1~\nIEA*1*000000001~\n`);
}

/** One interchange of X12 with purchase orders of twelve lines. */
export const x12File = (bytes: number): Buffer =>
	x12Interchange(messages((number) => x12Order(number), bytes).text);

/** One interchange of X12 with so many purchase orders, each with so many lines. */
export const x12Orders = (orders: number, lines: number): Buffer =>
	x12Interchange(Array.from({ length: orders }, (_, index) => x12Order(index + 1, lines)));

/** One interchange of EDIFACT with orders of twelve lines. */
export function edifactFile(bytes: number): Buffer {
	const { text, count } = messages(edifactOrder, bytes);
	const head = "UNB+UNOC:3+5412345000013:14+4012345000009:14+260507:1230+1'\n";
	return Buffer.from(`${head}${text.join('')}UNZ+${count}+1'\n`);
}
