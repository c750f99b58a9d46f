/** Calls one function when the user begins to see an element, and the other when that is over. */
export function whileVisible(element: Element, begin: () => void, end: () => void): void {
  let isOnScreen = false;
  let wasVisible = false;
  const update = () => {
    const isVisible = isOnScreen && document.visibilityState === 'visible';
    if (isVisible === wasVisible) {
      return;
    }
    wasVisible = isVisible;
    if (isVisible) {
      begin();
    } else {
      end();
    }
  };
  new IntersectionObserver((entries) => {
    isOnScreen = entries.at(-1)?.isIntersecting === true;
    update();
  }).observe(element);
  document.addEventListener('visibilitychange', update);
}
