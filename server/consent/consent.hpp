// Consent, as other features may see it: what families are told, and how an entry of the ledger is read.
#pragma once

#include "consent/ledger.hpp"
#include "consent/notice.hpp"
