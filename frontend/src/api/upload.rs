//! Uploads of one file each with progress and cancel. (`fetch` cannot report upload progress, so this
//! is an `XMLHttpRequest`.)

use futures_channel::oneshot;
use openapi::files::Attachment;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::json;
use super::problem::Failure;

/// An upload under way. Dropping it cancels the upload.
pub struct Upload {
    request: web_sys::XmlHttpRequest,
    outcome: oneshot::Receiver<Result<Attachment, Failure>>,
    _ended: Closure<dyn FnMut(web_sys::Event)>,
    _progress: Closure<dyn FnMut(web_sys::ProgressEvent)>,
}

/// Cancels its upload from anywhere, any number of times.
#[derive(Clone)]
pub struct CancelUpload(web_sys::XmlHttpRequest);

impl CancelUpload {
    /// Stops the upload; its outcome becomes [`Failure::Cancelled`].
    pub fn cancel(&self) {
        let _ = self.0.abort();
    }
}

impl Upload {
    /// Starts sending `file` to `url` (multipart field `file`). `on_progress` gets percent, 0 to 100.
    ///
    /// # Errors
    /// [`Failure::Unreachable`] when the browser refuses to start.
    pub fn start(url: &str, file: &web_sys::File, on_progress: impl Fn(u8) + 'static) -> Result<Self, Failure> {
        let request = web_sys::XmlHttpRequest::new().map_err(|_| Failure::Unreachable)?;
        let (sender, outcome) = oneshot::channel();
        let mut sender = Some(sender);
        let finished = request.clone();
        let ended = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            if let Some(sender) = sender.take() {
                let _ = sender.send(read_outcome(&finished, &event.type_()));
            }
        });
        let progress = Closure::<dyn FnMut(web_sys::ProgressEvent)>::new(move |event: web_sys::ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                on_progress((event.loaded() / event.total() * 100.0).clamp(0.0, 100.0) as u8);
            }
        });
        let upload = Self { request, outcome, _ended: ended, _progress: progress };
        upload.send(url, file).map_err(|_| Failure::Unreachable)?;
        Ok(upload)
    }

    fn send(&self, url: &str, file: &web_sys::File) -> Result<(), wasm_bindgen::JsValue> {
        let ended = self._ended.as_ref().unchecked_ref();
        for event in ["load", "error", "abort", "timeout"] {
            self.request.add_event_listener_with_callback(event, ended)?;
        }
        self.request.upload()?.add_event_listener_with_callback("progress", self._progress.as_ref().unchecked_ref())?;
        self.request.open_with_async("POST", url, true)?;
        self.request.set_request_header("accept", "application/json")?;
        self.request.set_request_header("X-CSRF", "1")?;
        let form = web_sys::FormData::new()?;
        form.append_with_blob_and_filename("file", file, &file.name())?;
        self.request.send_with_opt_form_data(Some(&form))
    }

    /// A handle that cancels this upload.
    pub fn canceller(&self) -> CancelUpload {
        CancelUpload(self.request.clone())
    }

    /// Waits for the end.
    ///
    /// # Errors
    /// Any [`Failure`]; [`Failure::Cancelled`] after a cancel.
    pub async fn finished(mut self) -> Result<Attachment, Failure> {
        (&mut self.outcome).await.unwrap_or(Err(Failure::Cancelled))
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        let _ = self.request.abort();
    }
}

fn read_outcome(request: &web_sys::XmlHttpRequest, event: &str) -> Result<Attachment, Failure> {
    if event == "abort" {
        return Err(Failure::Cancelled);
    }
    let status = request.status().unwrap_or(0);
    if event != "load" || status == 0 {
        let online = web_sys::window().is_none_or(|window| window.navigator().on_line());
        return Err(if online { Failure::Unreachable } else { Failure::Offline });
    }
    let body = request.response_text().ok().flatten().unwrap_or_default();
    let header = |name: &str| request.get_response_header(name).ok().flatten();
    if (200..300).contains(&status) {
        return json::read(&body).ok_or(Failure::Unreadable { status, request_id: header("x-request-id") });
    }
    Err(Failure::of_answer(status, &body, header("retry-after").as_deref(), header("x-request-id")))
}
