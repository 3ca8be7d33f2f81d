/**
 * Everything that the API refuses, by the name that the `type` of a problem ends with: the status, a title, and what is
 * wrong where nothing more is known. In PROBLEM_LANGUAGE.
 */
export const PROBLEMS = {
  'bad-request': [400, 'Bad request', 'The request, or one of its headers, cannot be read.'],
  'not-json': [400, 'Not JSON', 'The body has to be JSON in UTF-8.'],
  unauthorized: [401, 'Unauthorized', 'Send a valid token in the Authorization header: Bearer warta_…'],
  forbidden: [
    403,
    'Forbidden',
    'The token lacks the scope that this takes. The operator of the site makes one that has it.',
  ],
  'not-found': [404, 'Not found', 'There is no such resource, or none of your desk.'],
  'method-not-allowed': [405, 'Method not allowed', 'The Allow header names the methods of this resource.'],
  conflict: [
    409,
    'Conflict',
    'The id or the slug is that of another article. Leave it out, or choose another one.',
  ],
  withdrawn: [409, 'Withdrawn', 'The article was withdrawn for good. Only the operator can undo that.'],
  'precondition-failed': [
    412,
    'Precondition failed',
    'The article is not as If-Match or If-None-Match says. Get it once more, and edit that.',
  ],
  'too-large': [413, 'Too large', 'A body has at most 2,000,000 bytes.'],
  'unsupported-media-type': [415, 'Unsupported media type', 'The headers of the answer say what is taken.'],
  validation: [422, 'Not valid', 'The article has faults. `errors` has them all, each with a JSON pointer.'],
  'precondition-required': [428, 'Precondition required', 'Say with If-Match which version you have edited.'],
  'too-many-requests': [
    429,
    'Too many requests',
    'Wait a minute. A token has 120 requests in a minute, a client without a valid one has ten. Many articles can be one document.',
  ],
  internal: [500, 'Internal error', 'Something went wrong on our side.'],
  unavailable: [503, 'Unavailable', 'The database cannot be written now. Nothing was changed; try again.'],
} as const

export type ProblemType = keyof typeof PROBLEMS

export const PROBLEM_TYPES = Object.keys(PROBLEMS) as readonly ProblemType[]

/** What is wrong where nothing more is known, for each type. */
export const DETAILS = Object.fromEntries(
  PROBLEM_TYPES.map((type) => [type, PROBLEMS[type][2]] as const),
) as Record<ProblemType, string>
