/** What a WordPress post is in its feed. */
export interface WordPressPost {
  readonly number: number
  readonly slug: string
  readonly title: string
  readonly content: string
}

/** The feed of a WordPress site as WordPress 6 writes it. */
export function wordPressFeed(home: string, posts: readonly WordPressPost[]): string {
  const items = posts.map(
    ({ number, slug, title, content }) => `
	<item>
		<title>${title}</title>
		<link>${home}/2022/09/20/${slug}/</link>
		<comments>${home}/2022/09/20/${slug}/#comments</comments>
		<dc:creator><![CDATA[Wanjiru Kamau]]></dc:creator>
		<pubDate>Tue, 20 Sep 2022 05:32:0${number % 10} +0000</pubDate>
				<category><![CDATA[County News]]></category>
		<guid isPermaLink="false">${home}/?p=${number}</guid>
					<description><![CDATA[<p>The beginning of ${title} [&#8230;]</p>
<p>The post <a href="${home}/2022/09/20/${slug}/">${title}</a> appeared first on <a href="${home}">Ledger</a>.</p>
]]></description>
										<content:encoded><![CDATA[${content}]]></content:encoded>
					<wfw:commentRss>${home}/2022/09/20/${slug}/feed/</wfw:commentRss>
			<slash:comments>3</slash:comments>
			</item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	>
<channel>
	<title>Ledger</title>
	<atom:link href="${home}/feed/" rel="self" type="application/rss+xml" />
	<link>${home}</link>
	<description>News of the county</description>
	<lastBuildDate>Tue, 20 Sep 2022 05:40:00 +0000</lastBuildDate>
	<language>en-US</language>
	<sy:updatePeriod>	hourly	</sy:updatePeriod>
	<sy:updateFrequency>	1	</sy:updateFrequency>
	<generator>https://wordpress.org/?v=6.0.2</generator>${items.join('')}
</channel>
</rss>`
}
