"""What a person reads on a page."""

from bs4 import BeautifulSoup


def main_text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())
