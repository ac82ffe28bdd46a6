// Small line drawings, 24 units square, that take the colour of the text around them.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  attach: "M12 5v14M5 12h14",
  block: "M12 3a9 9 0 100 18 9 9 0 000-18zM5.8 5.8l12.4 12.4",
  close: "M6 6l12 12M18 6L6 18",
  commands: "M4 7h16M4 12h16M4 17h10",
  contact: "M12 4a4 4 0 100 8 4 4 0 000-8zM4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  document: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  down: "M12 5v14M6 13l6 6 6-6",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  keyboard: "M3 6h18v12H3zM7 10h.01M12 10h.01M17 10h.01M8 14h8",
  location: "M12 21c-4.5-5-7-8.5-7-11.5a7 7 0 0114 0C19 12.5 16.5 16 12 21zM12 7.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
  more: "M12 5.5h.01M12 12h.01M12 18.5h.01",
  open: "M8 16L17 7M9.5 7H17v7.5",
  photo: "M4 5h16v14H4zM4 16l5-5 5 5 2-2 4 4M15.5 9h.01",
  reply: "M10 6L4 12l6 6M4 12h9c4 0 7 2 7 6",
  send: "M12 20V5M6 11l6-6 6 6",
  silent: "M6 17h12l-1.5-2.5V11a4.5 4.5 0 00-9 0v3.5zM10.5 20h3M4 4l16 16",
  sticker: "M12 3a9 9 0 109 9c-5 0-9-4-9-9zM12 3c0 5 4 9 9 9",
  voice: "M12 3a3 3 0 00-3 3v6a3 3 0 006 0V6a3 3 0 00-3-3zM6 11a6 6 0 0012 0M12 17v4",
  wait: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
