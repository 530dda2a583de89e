// One run of a node engine over all documents; prints the processor's milliseconds for a document.
const fs = require("fs");
const path = require("path");

const [folder, engine, templatePath, rowsPath, out] = process.argv.slice(2);
const load = (name) => require(path.join(folder, "node_modules", name));
const template = fs.readFileSync(templatePath);
const rows = JSON.parse(fs.readFileSync(rowsPath, "utf8"));

const engines = {
  docxtemplater: () => {
    const PizZip = load("pizzip");
    const Docxtemplater = load("docxtemplater");
    return async (row) => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
      document.render(row);
      return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x": () => {
    const { TemplateHandler } = load("easy-template-x");
    const handler = new TemplateHandler();
    return (row) => handler.process(template, row);
  },
  "docx-templates": () => {
    const { createReport } = load("docx-templates");
    return (row) => createReport({ template, data: row, cmdDelimiter: ["{", "}"], noSandbox: true });
  },
  carbone: () => {
    const carbone = load("carbone");
    return (row) =>
      new Promise((done, failed) =>
        carbone.render(templatePath, row, (error, made) => (error ? failed(error) : done(made))));
  },
};

(async () => {
  const make = engines[engine]();
  const start = process.cpuUsage();
  for (let number = 0; number < rows.length; number++) {
    fs.writeFileSync(path.join(out, `${number}.docx`), await make(rows[number]));
  }
  const { user, system } = process.cpuUsage(start);
  console.log((user + system) / 1000 / rows.length);
  process.exit(0);
})().catch((error) => { console.error(error); process.exit(1); });
