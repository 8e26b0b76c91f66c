/** How often an account may be asked, and who asks next. Plain Java: knows neither Plivo, Camel nor HTTP. */
package io.github.camelplivo.mdr.budget;
