/** The demo's web service: counts visits. */
@NullMarked
package demo.web;

import org.jspecify.annotations.NullMarked;
