//! How a mail looks: the company's name, the words, and who sent it. Kept without styles, which are put on
//! when it is sent. Colours come from the reader's program, light or dark; only the button has its own.

/// Each tag as it is kept, and with its style.
const STYLES: [(&str, &str); 11] = [
    (
        "<h1>",
        "<h1 style=\"margin:0 0 24px;padding:0 0 12px;border-bottom:1px solid #8a8f98;font-size:18px;line-height:1.4\">",
    ),
    ("<h3>", "<h3 style=\"margin:24px 0 8px;font-size:17px;line-height:1.4\">"),
    ("<h4>", "<h4 style=\"margin:20px 0 8px;font-size:16px;line-height:1.4\">"),
    ("<p>", "<p style=\"margin:0 0 16px\">"),
    ("<ul>", "<ul style=\"margin:0 0 16px;padding:0 0 0 24px\">"),
    ("<ol>", "<ol style=\"margin:0 0 16px;padding:0 0 0 24px\">"),
    ("<blockquote>", "<blockquote style=\"margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #8a8f98\">"),
    ("<pre>", "<pre style=\"margin:0 0 16px;white-space:pre-wrap\">"),
    ("<hr>", "<hr style=\"margin:24px 0;border:0;border-top:1px solid #8a8f98\">"),
    (
        "<footer>",
        "<footer style=\"margin:32px 0 0;padding:12px 0 0;border-top:1px solid #8a8f98;font-size:13px;line-height:1.4\">",
    ),
    ("<p class=\"button\"><a ", BUTTON),
];
const BUTTON: &str = "<p style=\"margin:24px 0\"><a style=\"display:inline-block;padding:12px 20px;border-radius:6px;\
     background:#00737a;color:#ffffff;font-weight:600;text-decoration:none\" ";

/// The words between the company's name and who sends the mail.
pub fn framed(content: &str, company: &str, portal: Option<&str>) -> String {
    let (company, portal) = (escape(company), portal.map(escape));
    let sender = match &portal {
        Some(portal) if *portal != company => format!("{company} · {portal}"),
        _ => company.clone(),
    };
    format!("<h1>{company}</h1>\n{content}\n<footer>{sender}</footer>")
}

/// The whole document of a mail that was kept without styles.
pub fn document(framed: &str, title: &str) -> String {
    // no text contains a tag: it was escaped
    let styled = STYLES.iter().fold(framed.to_owned(), |html, (bare, dressed)| html.replace(bare, dressed));
    let title = escape(title);
    format!(
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n\
         <title>{title}</title>\n</head>\n\
         <body style=\"margin:0;padding:24px 16px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;\
         font-size:16px;line-height:1.5;overflow-wrap:break-word\">\n\
         <div style=\"max-width:600px;margin:0 auto\">\n{styled}\n</div>\n</body>\n</html>\n"
    )
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
