"""The static site: documents, calculators and search, as HTML files that open from a folder.

In: policies with their documents. Out: files by name, flat: `index.html`, `search.html`,
`<policy>.html`, `<policy>.<decision>.html` (a calculator), and the pages about several policies. No
file needs another one to be shown, none needs a network.
"""

from luling.site.build import site_files
from luling.site.index import to_index
from luling.site.listing import Listing
from luling.site.search import listing_of

__all__ = ["Listing", "listing_of", "site_files", "to_index"]
