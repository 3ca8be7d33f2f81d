import type { FC } from 'hono/jsx'
import type { ProblemDetails } from '../model/problem.ts'
import { Layout } from './layout.tsx'

/** A problem told to a person. */
export const ProblemPage: FC<ProblemDetails & { siteName: string }> = ({
  siteName,
  status,
  title,
  detail,
}) => (
  <Layout language="en" title={`${status} ${title}`} siteName={siteName}>
    <h1>{title}</h1>
    <p>{detail}</p>
    <p>
      <a href="/">{siteName}</a>
    </p>
  </Layout>
)
