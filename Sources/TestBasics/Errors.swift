// SPDX-License-Identifier: Apache-2.0

// So that tests see an error's description without an import of their own.
@_exported import CodedErrors
