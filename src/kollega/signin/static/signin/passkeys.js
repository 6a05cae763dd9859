// Passkeys: joins allauth's forms to their buttons where the browser can, and says in words when
// it did not work. The parts are hidden until then, so a page without JavaScript shows none of it.
//
//   <section hidden data-passkey="loginForm|addForm|authenticateForm" data-passkey-ids='{…ids…}'>
(() => {
  if (!window.PublicKeyCredential) return
  for (const part of document.querySelectorAll('[data-passkey]')) {
    window.allauth.webauthn.forms[part.dataset.passkey]({ ids: JSON.parse(part.dataset.passkeyIds) })
    part.hidden = false
    part.addEventListener('click', () => trouble(true))
  }
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    trouble(false)
  })

  function trouble (hidden) {
    for (const note of document.querySelectorAll('[data-passkey-trouble]')) note.hidden = hidden
  }
})()
