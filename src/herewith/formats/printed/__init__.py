"""The edition as pages to read and print: XHTML of letters, made into EPUB and PDF."""
