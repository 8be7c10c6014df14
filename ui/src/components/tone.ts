/** How a thing is meant, apart from its words. Never the only carrier of a meaning. */
export type Tone = 'good' | 'info' | 'warning' | 'danger' | 'quiet';
