// How bright the paper and the ink are, from 0 to 255.
const brightness = (colour) => {
  const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const paper = brightness(getComputedStyle(document.documentElement).backgroundColor);
const ink = brightness(getComputedStyle(document.querySelector("main")).color);
return { paper, ink };
