# Making and measuring the language model. Included by the Makefile at the top.
CORPORA ?= ../shared/corpora
TRAIN_DIR ?= build/training
TRAIN_VENV := $(TRAIN_DIR)/venv
TRAIN_PYTHON := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(TRAIN_VENV)/bin/python
MODEL := bot/reading/model

.PHONY: model eval-model

# Packages that are needed to make the model and not to use it.
$(TRAIN_VENV)/.installed: training/requirements.txt
	@mkdir -p $(TRAIN_DIR) && python3 -m venv $(TRAIN_VENV)
	@$(TRAIN_VENV)/bin/pip install --quiet --requirement training/requirements.txt
	@touch $@

$(TRAIN_DIR)/data/.made: $(TRAIN_VENV)/.installed $(wildcard training/*_data.py training/*_docs.py training/data/*) \
  training/vectors.py training/names.py training/renaming.py training/sentences.py training/attribution.py \
  training/corpora.py training/typography.py training/tokenizer.py
	@$(TRAIN_PYTHON) -m training.vectors $(TRAIN_DIR)/data/vectors
	@$(TRAIN_PYTHON) -m training.syntax_data $(CORPORA) $(TRAIN_DIR)/data
	@$(TRAIN_PYTHON) -m training.ner_data $(CORPORA) $(TRAIN_DIR)/data
	@touch $@

# The two halves, each in stages; -j2 trains them side by side.
$(TRAIN_DIR)/syntax/model-best/meta.json $(TRAIN_DIR)/ner/model-best/meta.json: \
  $(TRAIN_DIR)/%/model-best/meta.json: training/configs/%.cfg $(TRAIN_DIR)/data/.made
	@$(TRAIN_PYTHON) -m training.train $< $(TRAIN_DIR)/data $(TRAIN_DIR)/$* > $(TRAIN_DIR)/$*.log 2>&1

$(TRAIN_DIR)/%-finish/model-best/meta.json: training/configs/%-finish.cfg $(TRAIN_DIR)/%/model-best/meta.json
	@$(TRAIN_PYTHON) -m training.train $< $(TRAIN_DIR)/data $(TRAIN_DIR)/$*-finish \
	  --paths.start $(TRAIN_DIR)/$*/model-best > $(TRAIN_DIR)/$*-finish.log 2>&1

# Last stages: the trees with batches of twice the size; the names on the corpora nearest to news.
$(TRAIN_DIR)/syntax-last/model-best/meta.json: training/configs/syntax-last.cfg $(TRAIN_DIR)/syntax-finish/model-best/meta.json
	@$(TRAIN_PYTHON) -m training.train $< $(TRAIN_DIR)/data $(TRAIN_DIR)/syntax-last \
	  --paths.start $(TRAIN_DIR)/syntax-finish/model-best > $(TRAIN_DIR)/syntax-last.log 2>&1

$(TRAIN_DIR)/ner-near/model-best/meta.json: training/configs/ner-near.cfg $(TRAIN_DIR)/ner/model-best/meta.json
	@$(TRAIN_PYTHON) -m training.train $< $(TRAIN_DIR)/data $(TRAIN_DIR)/ner-near \
	  --paths.start $(TRAIN_DIR)/ner/model-best > $(TRAIN_DIR)/ner-near.log 2>&1

SYNTAX := $(TRAIN_DIR)/syntax-last/model-best
NER_STAGES := $(TRAIN_DIR)/ner-finish/model-best $(TRAIN_DIR)/ner-near/model-best

model: $(SYNTAX)/meta.json $(NER_STAGES:%=%/meta.json)  ## make the language model again from CORPORA; -j2 uses two cores
	@$(TRAIN_PYTHON) -m training.average $(NER_STAGES) $(TRAIN_DIR)/ner-average
	@rm -rf $(MODEL)
	@$(TRAIN_PYTHON) -m training.assemble $(SYNTAX) $(TRAIN_DIR)/ner-average $(MODEL)
	@$(TRAIN_PYTHON) -m training.gold $(CORPORA) $(TRAIN_DIR)/gold
	@$(TRAIN_PYTHON) -m training.evaluate $(MODEL) $(TRAIN_DIR)/gold --meta

# The gold data needs the corpora and the project's own environment only.
eval-model: setup  ## print the scores of the shipped language model on the corpora in CORPORA
	@$(VENV)/python -m training.gold $(CORPORA) $(TRAIN_DIR)/gold
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(VENV)/python -m training.evaluate $(MODEL) $(TRAIN_DIR)/gold
