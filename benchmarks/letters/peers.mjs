// Letters a second of the peers, each used as its documentation shows: the template's bytes are in memory, every letter
// is made from them. Takes engine, template and values; for each line read, makes that many letters and answers with the
// seconds of processor time that one took.
import fs from 'node:fs';
import readline from 'node:readline';

const [engine, templatePath, valuesPath, outPath] = process.argv.slice(2);
const template = fs.readFileSync(templatePath);
const values = JSON.parse(fs.readFileSync(valuesPath, 'utf8'));

const engines = {
  async docxtemplater() {
    const { default: PizZip } = await import('pizzip');
    const { default: Docxtemplater } = await import('docxtemplater');
    return (letter) => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
      document.render(letter);
      return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
    };
  },
  async carbone() {
    const { default: carbone } = await import('carbone');
    return (letter) =>
      new Promise((resolve, reject) =>
        carbone.render(templatePath, letter, (error, result) => (error ? reject(error) : resolve(result))),
      );
  },
  async 'easy-template-x'() {
    const { TemplateHandler } = await import('easy-template-x');
    return (letter) => new TemplateHandler().process(template, letter);
  },
};

const render = await engines[engine]();
fs.writeFileSync(outPath, Buffer.from(await render(values[0])));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const count = Number(line);
  const start = process.cpuUsage();
  for (let at = 0; at < count; at += 1) await render(values[at % values.length]);
  const used = process.cpuUsage(start);
  console.log((used.user + used.system) / 1e6 / count);
}
