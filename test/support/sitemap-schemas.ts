/**
 * The schemas of sitemaps.org 0.9 (sitemap.xsd, siteindex.xsd) and of Google's news extension
 * (sitemap-news.xsd) as far as our documents use them; but a sitemap may be empty here, as ours are where
 * nothing is stored.
 */
export const SITEMAP_XSD = `<?xml version="1.0"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
  <xsd:element name="urlset">
    <xsd:complexType><xsd:sequence>
      <xsd:element name="url" type="tUrl" minOccurs="0" maxOccurs="50000"/>
    </xsd:sequence></xsd:complexType>
  </xsd:element>
  <xsd:element name="sitemapindex">
    <xsd:complexType><xsd:sequence>
      <xsd:element name="sitemap" type="tSitemap" maxOccurs="50000"/>
    </xsd:sequence></xsd:complexType>
  </xsd:element>
  <xsd:complexType name="tUrl"><xsd:sequence>
    <xsd:element name="loc" type="tLoc"/>
    <xsd:element name="lastmod" type="tLastmod" minOccurs="0"/>
    <xsd:any namespace="##other" minOccurs="0" maxOccurs="unbounded" processContents="lax"/>
  </xsd:sequence></xsd:complexType>
  <xsd:complexType name="tSitemap"><xsd:sequence>
    <xsd:element name="loc" type="tLoc"/>
    <xsd:element name="lastmod" type="tLastmod" minOccurs="0"/>
  </xsd:sequence></xsd:complexType>
  <xsd:simpleType name="tLoc">
    <xsd:restriction base="xsd:anyURI"><xsd:minLength value="12"/><xsd:maxLength value="2048"/></xsd:restriction>
  </xsd:simpleType>
  <xsd:simpleType name="tLastmod"><xsd:union memberTypes="xsd:date xsd:dateTime"/></xsd:simpleType>
</xsd:schema>`

export const NEWS_XSD = `<?xml version="1.0"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns="http://www.google.com/schemas/sitemap-news/0.9" elementFormDefault="qualified">
  <xsd:element name="news">
    <xsd:complexType><xsd:sequence>
      <xsd:element name="publication">
        <xsd:complexType><xsd:sequence>
          <xsd:element name="name" type="xsd:string"/>
          <xsd:element name="language">
            <xsd:simpleType><xsd:restriction base="xsd:string">
              <xsd:pattern value="zh-cn|zh-tw|([a-z]{2,3})"/>
            </xsd:restriction></xsd:simpleType>
          </xsd:element>
        </xsd:sequence></xsd:complexType>
      </xsd:element>
      <xsd:element name="publication_date">
        <xsd:simpleType><xsd:union memberTypes="xsd:date xsd:dateTime"/></xsd:simpleType>
      </xsd:element>
      <xsd:element name="title" type="xsd:string"/>
    </xsd:sequence></xsd:complexType>
  </xsd:element>
</xsd:schema>`
